/**
 * The local stack: real Temporal, S3 and MLflow servers for whoever configured none. They listen on 127.0.0.1 only, keep
 * everything under one home folder, and are run by one detached process per home.
 */
@NullMarked
package dev.r3.infra.local;

import org.jspecify.annotations.NullMarked;
