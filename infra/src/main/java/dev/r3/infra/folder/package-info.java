/** An artifact store in a folder. */
@NullMarked
package dev.r3.infra.folder;

import org.jspecify.annotations.NullMarked;
