/** Where the services are and who may use them: from the environment, never from a spec. */
@NullMarked
package dev.r3.infra.settings;

import org.jspecify.annotations.NullMarked;
