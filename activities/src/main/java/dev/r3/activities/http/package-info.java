/** What calls of servers have in common. */
@NullMarked
package dev.r3.activities.http;

import org.jspecify.annotations.NullMarked;
