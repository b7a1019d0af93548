@NullMarked
package dev.r3.infra.s3;

import org.jspecify.annotations.NullMarked;
