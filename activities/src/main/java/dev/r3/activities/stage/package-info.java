/** Content-addressed stages: what names one, how it is committed, how another finds it. */
@NullMarked
package dev.r3.activities.stage;

import org.jspecify.annotations.NullMarked;
