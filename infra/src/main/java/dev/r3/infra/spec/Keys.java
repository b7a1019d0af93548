package dev.r3.infra.spec;

import java.util.Locale;

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
}
