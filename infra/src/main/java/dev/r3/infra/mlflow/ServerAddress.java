package dev.r3.infra.mlflow;

import java.net.URI;

/** A server's address as messages and links may show it. */
final class ServerAddress {

    private ServerAddress() {}

    /** The address without user, password, query, fragment and final slashes. */
    static String withoutCredentials(URI server) {
        String port = server.getPort() < 0 ? "" : ":" + server.getPort();
        String path = server.getRawPath();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return server.getScheme() + "://" + server.getHost() + port + path.substring(0, end);
    }
}
