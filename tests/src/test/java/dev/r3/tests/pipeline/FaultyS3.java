package dev.r3.tests.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Stands between R3 and an S3 server and makes faults, drawn from a seed. It passes requests on as they are, so that
 * their signatures hold, one for each connection.
 */
final class FaultyS3 implements AutoCloseable {
    private static final int MOST_HEAD_BYTES = 1 << 16;
    private static final int MOST_DELAY_MILLIS = 1_500;

    /** What can go wrong. */
    enum Fault {
        ERROR,
        SLOW_DOWN,
        DELAY,
        /** The connection ends before the server hears of the request. */
        DROPPED,
        /** The request takes effect, but nobody learns of it: who asks again for a new object meets its own, with 412. */
        LOST_ANSWER,
        TRUNCATED
    }

    private final URI upstream;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Random random;
    private final Map<Fault, Integer> made = new EnumMap<>(Fault.class);
    private double share;

    FaultyS3(URI upstream, long seed) throws IOException {
        this.upstream = upstream;
        this.random = new Random(seed);
        this.socket = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        threads.execute(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** From now on such a share of requests goes wrong; of all, with 1, none gets through. */
    synchronized void fail(double newShare) {
        share = newShare;
    }

    /** How often what went wrong. */
    synchronized Map<Fault, Integer> made() {
        return new EnumMap<>(made);
    }

    /** What shall happen to the next request; empty text for nothing. */
    private synchronized String draw() {
        if (random.nextDouble() >= share) {
            return "";
        }
        Fault[] faults = Fault.values();
        Fault fault = share < 1 ? faults[random.nextInt(faults.length)] : Fault.SLOW_DOWN;
        made.merge(fault, 1, Integer::sum);
        return fault.name();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            String fault = draw();
            if (fault.equals(Fault.DROPPED.name())) {
                return;
            }
            if (header(head, "expect").contains("100")) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            }
            byte[] body = in.readNBytes(Integer.parseInt(0 + header(head, "content-length")));
            answer(client, fault, head, body);
        } catch (IOException e) {
            // The client or the server has gone: so has this connection.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Socket client, String fault, String head, byte[] body)
            throws IOException, InterruptedException {
        if (fault.equals(Fault.ERROR.name())) {
            client.getOutputStream().write(error("500 Internal Server Error", "InternalError"));
            return;
        }
        if (fault.equals(Fault.SLOW_DOWN.name())) {
            client.getOutputStream().write(error("503 Slow Down", "SlowDown"));
            return;
        }
        if (fault.equals(Fault.DELAY.name())) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_DELAY_MILLIS));
        }
        byte[] answer = pass(head, body);
        if (fault.equals(Fault.LOST_ANSWER.name())) {
            return;
        }
        int length = fault.equals(Fault.TRUNCATED.name()) ? answer.length - answer.length / 3 : answer.length;
        client.getOutputStream().write(answer, 0, length);
    }

    private byte[] pass(String head, byte[] body) throws IOException {
        try (Socket server = new Socket(upstream.getHost(), upstream.getPort())) {
            StringBuilder passed = new StringBuilder();
            for (String line : head.split("\r\n", -1)) {
                String name = line.toLowerCase(Locale.ROOT);
                if (!line.isEmpty() && !name.startsWith("connection:") && !name.startsWith("expect:")) {
                    passed.append(line).append("\r\n");
                }
            }
            passed.append("Connection: close\r\n\r\n");
            server.getOutputStream().write(passed.toString().getBytes(ISO_8859_1));
            server.getOutputStream().write(body);
            server.getOutputStream().flush();
            return server.getInputStream().readAllBytes();
        }
    }

    private static byte[] error(String status, String code) {
        String body = "<Error><Code>%s</Code><Message>made by the test</Message></Error>".formatted(code);
        return "HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, body.length(), body)
                .getBytes(ISO_8859_1);
    }

    private static String header(String head, String name) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    /** A request up to its body; empty at the end of the connection. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ended = 0;
        while (ended < 4 && head.size() < MOST_HEAD_BYTES) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            boolean fits = next == (ended % 2 == 0 ? '\r' : '\n');
            ended = fits ? ended + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
