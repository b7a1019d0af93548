package dev.r3.infra.spec;

import dev.r3.workflows.contract.spec.TextOrKeys;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;

/** The dashed form of record component names: {@code goldPasses} is the key {@code gold-passes}. */
final class Keys {

    private Keys() {}

    static String of(String componentName) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < componentName.length(); i++) {
            char c = componentName.charAt(i);
            if (Character.isUpperCase(c)) {
                key.append('-');
            }
            key.append(c);
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }

    /** What a component holds under names of the user's choice, if each of those is a text or keys and values. */
    static Optional<TextOrKeys> textsOrKeysByName(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType map
                        && map.getActualTypeArguments()[1] instanceof Class<?> type
                ? Optional.ofNullable(type.getAnnotation(TextOrKeys.class))
                : Optional.empty();
    }

    /** What a component holds under names of the user's choice, if those are records; other maps hold texts. */
    static Optional<Class<? extends Record>> recordsByName(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType map
                        && map.getActualTypeArguments()[1] instanceof Class<?> type
                        && type.isRecord()
                ? Optional.of(type.asSubclass(Record.class))
                : Optional.empty();
    }
}
