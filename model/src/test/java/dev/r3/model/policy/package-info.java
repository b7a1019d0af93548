@NullMarked
package dev.r3.model.policy;

import org.jspecify.annotations.NullMarked;
