package dev.r3.infra.s3;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an S3 error means to a user. */
final class S3Failures {

    private S3Failures() {}

    static String explain(Exception cause) {
        if (cause instanceof S3Exception s3) {
            return switch (s3.statusCode()) {
                case 401, 403 ->
                    "access denied (HTTP %d); check the credentials and the bucket's policy".formatted(s3.statusCode());
                case 404 -> "the bucket does not exist (HTTP 404); create it or set R3_S3_BUCKET";
                default -> "HTTP %d %s".formatted(s3.statusCode(), s3.getMessage());
            };
        }
        if (cause instanceof SdkClientException) {
            return "the S3 endpoint does not answer (%s); check R3_S3_ENDPOINT".formatted(cause.getMessage());
        }
        return cause.toString();
    }
}
