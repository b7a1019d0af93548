@NullMarked
package dev.r3.model.grpo;

import org.jspecify.annotations.NullMarked;
