@NullMarked
package dev.r3.model.lora;

import org.jspecify.annotations.NullMarked;
