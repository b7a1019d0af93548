package dev.r3.infra.cli;

import dev.r3.activities.dataset.Share;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share as an exact decimal. */
final class ShareOption implements ITypeConverter<Share> {

    @Override
    public Share convert(String text) {
        try {
            return Share.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'%s' is no share; expected a number from 0 to 1".formatted(text));
        }
    }
}
