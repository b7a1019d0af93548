/** What an experiment came to, for people: its figures, its page, its plots. */
@NullMarked
package dev.r3.activities.report;

import org.jspecify.annotations.NullMarked;
