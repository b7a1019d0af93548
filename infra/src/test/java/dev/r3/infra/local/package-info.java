@NullMarked
package dev.r3.infra.local;

import org.jspecify.annotations.NullMarked;
