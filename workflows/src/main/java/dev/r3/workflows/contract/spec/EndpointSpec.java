package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;

/** A model behind an OpenAI-compatible server, such as vLLM or SGLang. What is wrong is named; what may be secret is not shown. */
public record EndpointSpec(
        @Setting("Address of the server's interface, such as http://host:8000/v1.")
        String endpoint,

        @Setting("The model's name there. It names the baseline: at another address it is the same one.")
        String model,

        @Setting(value = "Most requests of a worker at a time.", byDefault = "16")
        int concurrency,

        @Setting(
                value = "The environment variable of workers that holds the server's key, never the key itself;"
                        + " empty for OPENAI_API_KEY if that is set.",
                byDefault = "''")
        String keyFrom)
        implements BaselineSpec {
    private static final String ADDRESS = "expected http(s)://host[:port]/path, such as http://host:8000/v1";
    private static final int MOST_CONCURRENCY = 1_024;
    private static final int LONGEST_MODEL = 500;

    public EndpointSpec {
        requireNonNull(endpoint, "endpoint is null");
        endpoint = withoutFinalSlashes(endpoint.strip());
        requireAddress(endpoint);
        requireNonNull(model, "model is null");
        if (model.isBlank() || model.length() > LONGEST_MODEL || model.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "model is no name; expected the model's name at the endpoint, such as Qwen/Qwen2-72B-Instruct");
        }
        Range.requireWithin("concurrency", 1, MOST_CONCURRENCY, concurrency);
        requireNonNull(keyFrom, "keyFrom is null");
        if (!isVariable(keyFrom)) {
            throw new IllegalArgumentException(
                    "key-from is no name of an environment variable in upper case; expected one such as VLLM_API_KEY,"
                            + " never the key itself");
        }
    }

    /** For people: the model and where it is. */
    public String shown() {
        return model + " at " + endpoint;
    }

    private static String withoutFinalSlashes(String address) {
        int end = address.length();
        while (end > 0 && address.charAt(end - 1) == '/') {
            end--;
        }
        return address.substring(0, end);
    }

    private static void requireAddress(String address) {
        if (address.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "endpoint holds a user or a password; %s, and the key's environment variable under key-from"
                            .formatted(ADDRESS));
        }
        if (!isAddress(address)) {
            throw new IllegalArgumentException("endpoint is no address of a server; " + ADDRESS);
        }
    }

    private static boolean isAddress(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isVariable(String name) {
        return name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
    }
}
