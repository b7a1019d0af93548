package dev.r3.infra.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an S3 error means to a user, and what to do about it. */
final class S3Failures {

    /** An error's text comes from the server: this much of it is quoted. */
    private static final int MOST_QUOTED = 300;

    private static final int MOST_CAUSES = 20;

    private S3Failures() {}

    static String explain(SdkException cause) {
        if (cause instanceof AwsServiceException answer) {
            return explain(answer);
        }
        Optional<UncheckedIOException> local = link(cause, UncheckedIOException.class);
        if (local.isPresent()) {
            return quote(String.valueOf(local.get().getMessage()));
        }
        if (cause instanceof ApiCallTimeoutException
                || link(cause, IOException.class).isPresent()) {
            return "the S3 endpoint does not answer (%s); check R3_S3_ENDPOINT and that the server runs"
                    .formatted(quote(String.valueOf(cause.getMessage())));
        }
        if (String.valueOf(cause.getMessage()).startsWith("Unable to load credentials")) {
            return "no keys for S3 were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE";
        }
        return "the S3 client gave up (%s); check the credentials and R3_S3_ENDPOINT"
                .formatted(quote(String.valueOf(cause.getMessage())));
    }

    private static String explain(AwsServiceException answer) {
        String said = "HTTP %d %s".formatted(answer.statusCode(), said(answer)).strip();
        return switch (answer.statusCode()) {
            case 301, 307 -> "the bucket is elsewhere (%s); check R3_S3_REGION and R3_S3_ENDPOINT".formatted(said);
            case 401, 403 ->
                "access denied (%s); check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or the AWS profile) and the bucket's policy"
                        .formatted(said);
            case 404 ->
                "the bucket does not exist (%s); create it, or check R3_S3_BUCKET and R3_S3_ENDPOINT".formatted(said);
            case 409 -> "others kept writing it at the same time (%s); try again".formatted(said);
            case 429, 503 -> "the S3 server is overloaded (%s); try again later".formatted(said);
            case 501 -> "the S3 server lacks what this needs (%s); use one with conditional writes".formatted(said);
            default -> "the S3 server failed (%s); see its log".formatted(said);
        };
    }

    private static String said(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(S3Failures::codeAndMessage)
                .orElse("");
    }

    private static String codeAndMessage(AwsErrorDetails details) {
        String code = Optional.ofNullable(details.errorCode()).orElse("");
        String message = Optional.ofNullable(details.errorMessage()).orElse("");
        return quote((code + " " + message).strip());
    }

    /** The first such error in the chain of causes. */
    private static <E extends Throwable> Optional<E> link(Exception error, Class<E> type) {
        return Stream.<Throwable>iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static String quote(String text) {
        return text.length() <= MOST_QUOTED ? text : text.substring(0, MOST_QUOTED) + "…";
    }
}
