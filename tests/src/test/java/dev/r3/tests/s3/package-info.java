/** The artifact store on real S3 servers. */
@NullMarked
package dev.r3.tests.s3;

import org.jspecify.annotations.NullMarked;
