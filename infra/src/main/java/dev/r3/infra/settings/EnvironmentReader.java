package dev.r3.infra.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads values from environment variables. What is wrong is named; what may be secret is not shown. */
final class EnvironmentReader {

    private static final int MOST_PORT = 65_535;
    private static final String PLAIN = "http(s)://host[:port]";

    private final Map<String, String> environment;

    EnvironmentReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The value without white space around it; empty if nothing is left. */
    Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, value, "true or false");
        });
    }

    /** A file that is there. */
    Optional<Path> file(String name) {
        return text(name).map(value -> {
            try {
                Path file = Path.of(value);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            } catch (InvalidPathException e) {
                // Said below.
            }
            throw wrong(name, value, "an existing file");
        });
    }

    /** A host and a port. */
    Optional<String> target(String name) {
        return text(name).map(value -> {
            if (!isTarget(value)) {
                throw wrong(name, ServerAddress.hidden(value), "host:port, without http://");
            }
            return value;
        });
    }

    private static boolean isTarget(String value) {
        int colon = value.lastIndexOf(':');
        return colon > 0
                && value.chars().noneMatch(c -> c == '/' || c == '@' || c == '?' || c <= ' ')
                && isPort(value.substring(colon + 1));
    }

    private static boolean isPort(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= MOST_PORT;
    }

    /** Sees that a secret can stand in an HTTP header, and does not show it. */
    void requireHeaderWord(String name) {
        if (!text(name).orElse("").chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(name
                    + " holds characters that no HTTP header may; expected letters, digits and signs without spaces");
        }
    }

    /** The address of a server that takes user and password from elsewhere. */
    Optional<URI> address(String name, String credentials) {
        Optional<URI> address = http(name, PLAIN);
        if (address.isPresent() && address.get().getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "%s holds a user or a password; expected %s; %s".formatted(name, PLAIN, credentials));
        }
        return address;
    }

    /** The address of a server, which may carry a user and a password. */
    Optional<URI> addressWithCredentials(String name) {
        return http(name, "http(s)://[user:password@]host[:port], with %40 for @ and %2F for / in a password");
    }

    private Optional<URI> http(String name, String expected) {
        return text(name).map(value -> {
            try {
                URI uri = new URI(value);
                if (isHttp(uri) && !hasStrayCredentials(uri, value)) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Said below; its own message shows the whole text.
            }
            throw wrong(name, ServerAddress.hidden(value), expected);
        });
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }

    /** Whether a piece of a password may have been taken for host, port or path: it was not encoded. */
    private static boolean hasStrayCredentials(URI uri, String value) {
        return value.indexOf('@') != value.lastIndexOf('@')
                || (value.indexOf('@') >= 0 && uri.getRawUserInfo() == null);
    }

    private static IllegalArgumentException wrong(String name, String shown, String expected) {
        return new IllegalArgumentException("%s is '%s'; expected %s".formatted(name, shown, expected));
    }
}
