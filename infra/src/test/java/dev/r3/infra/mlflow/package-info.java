@NullMarked
package dev.r3.infra.mlflow;

import org.jspecify.annotations.NullMarked;
