/** What {@code r3 model pretrain} is told: the spec file, as plans of the model. */
@NullMarked
package dev.r3.infra.pretrain;

import org.jspecify.annotations.NullMarked;
