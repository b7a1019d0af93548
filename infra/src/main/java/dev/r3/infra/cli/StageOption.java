package dev.r3.infra.cli;

import dev.r3.workflows.contract.StageKind;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names stages by their labels. */
final class StageOption implements ITypeConverter<StageKind>, Iterable<String> {

    @Override
    public StageKind convert(String text) {
        return StageKind.STEPS.stream()
                .filter(kind -> kind.label().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'%s' is no stage; expected %s"
                        .formatted(
                                text, StreamSupport.stream(spliterator(), false).collect(Collectors.joining(", ")))));
    }

    @Override
    public Iterator<String> iterator() {
        return StageKind.STEPS.stream().map(StageKind::label).iterator();
    }
}
