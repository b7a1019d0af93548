/** Chat templates: the subset of Jinja that published chat templates use, interpreted within bounds. */
@NullMarked
package dev.r3.model.template;

import org.jspecify.annotations.NullMarked;
