/** The artifact store on any S3 endpoint. */
@NullMarked
package dev.r3.infra.s3;

import org.jspecify.annotations.NullMarked;
