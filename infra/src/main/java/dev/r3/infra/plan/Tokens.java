package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * Tokens that a model will write.
 *
 * @param most what the spec allows, if every turn were as long as it may be
 * @param likely by what an earlier run wrote; empty if none tells
 */
public record Tokens(long most, OptionalLong likely) {
    public static final Tokens NONE = new Tokens(0, OptionalLong.empty());

    public Tokens {
        requireNonNull(likely, "likely is null");
    }
}
