@NullMarked
package dev.r3.model.template;

import org.jspecify.annotations.NullMarked;
