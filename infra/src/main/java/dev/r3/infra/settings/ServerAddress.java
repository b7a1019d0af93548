package dev.r3.infra.settings;

import java.net.URI;

/** Addresses of servers as messages, logs and links may show them. An address may carry a user and a password. */
public final class ServerAddress {

    private static final String SCHEME_END = "://";
    private static final String HIDDEN = "***";

    private ServerAddress() {}

    /** The address without user, password, query, fragment and final slashes. */
    public static String withoutCredentials(URI server) {
        String port = server.getPort() < 0 ? "" : ":" + server.getPort();
        String path = server.getRawPath();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return server.getScheme() + SCHEME_END + server.getHost() + port + path.substring(0, end);
    }

    /** A text that should be an address and is none: all of it that may be a user or a password is hidden. */
    static String hidden(String text) {
        int scheme = text.indexOf(SCHEME_END);
        int start = scheme < 0 ? 0 : scheme + SCHEME_END.length();
        int at = text.lastIndexOf('@');
        if (at >= start) {
            return text.substring(0, start) + HIDDEN + withoutQuery(text.substring(at));
        }
        int colon = text.indexOf(':', start);
        if (colon >= 0 && !isPort(text, colon + 1)) {
            // A user and a password of which the host was forgotten.
            return text.substring(0, colon + 1) + HIDDEN;
        }
        return withoutQuery(text);
    }

    private static boolean isPort(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end > start && (end == text.length() || "/?#".indexOf(text.charAt(end)) >= 0);
    }

    private static String withoutQuery(String text) {
        int question = text.indexOf('?');
        return question < 0 ? text : text.substring(0, question + 1) + HIDDEN;
    }
}
