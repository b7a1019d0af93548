@NullMarked
package dev.r3.activities.promotion;

import org.jspecify.annotations.NullMarked;
