package dev.r3.infra.cli;

import dev.r3.model.decoder.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a precision by its short name. */
final class PrecisionOption implements ITypeConverter<Precision> {

    private static final String FLOAT32 = "fp32";
    private static final String BFLOAT16 = "bf16";

    @Override
    public Precision convert(String text) {
        return switch (text) {
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
            default ->
                throw new TypeConversionException(
                        "'%s' is no precision; expected %s or %s".formatted(text, FLOAT32, BFLOAT16));
        };
    }

    static String name(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> FLOAT32;
            case BFLOAT16 -> BFLOAT16;
        };
    }
}
