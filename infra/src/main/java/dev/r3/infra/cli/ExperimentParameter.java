package dev.r3.infra.cli;

import dev.r3.workflows.contract.ExperimentId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which experiment a command is about. */
final class ExperimentParameter {

    @Parameters(
            paramLabel = "RUN",
            converter = Converter.class,
            description = "The experiment's id, as `r3 run` and `r3 list` print it.")
    private ExperimentId id = new ExperimentId("r3-none-000000000000");

    ExperimentId id() {
        return id;
    }

    /** Ids by their text. */
    static final class Converter implements ITypeConverter<ExperimentId> {
        @Override
        public ExperimentId convert(String text) {
            try {
                return new ExperimentId(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'%s' is no experiment's id; expected one such as r3-countdown-0123456789ab, see `r3 list`"
                                .formatted(text));
            }
        }
    }
}
