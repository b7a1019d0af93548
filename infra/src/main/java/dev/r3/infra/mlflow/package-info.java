/** The tracking port on an MLflow server. */
@NullMarked
package dev.r3.infra.mlflow;

import org.jspecify.annotations.NullMarked;
