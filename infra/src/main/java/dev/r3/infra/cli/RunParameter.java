package dev.r3.infra.cli;

import dev.r3.workflows.contract.ExperimentId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a run's id. */
final class RunParameter implements ITypeConverter<ExperimentId> {

    @Override
    public ExperimentId convert(String text) {
        try {
            return new ExperimentId(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'%s' is no run; expected an id such as r3-countdown-0123456789ab, as `r3 spec check FILE` prints it"
                            .formatted(text));
        }
    }
}
