/** Which trained model is the champion of its name and task family. */
@NullMarked
package dev.r3.activities.promotion;

import org.jspecify.annotations.NullMarked;
