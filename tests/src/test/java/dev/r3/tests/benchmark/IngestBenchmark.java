package dev.r3.tests.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.DatasetIngestion;
import dev.r3.activities.dataset.DatasetProfile;
import dev.r3.activities.dataset.DatasetRequest;
import dev.r3.activities.dataset.IngestListener;
import dev.r3.activities.dataset.Split;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.countdown.CountdownFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The ingestion of a data set as large as Countdown-Tasks-3to4, cold, in a JVM with a 512 MB heap. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx512m")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class IngestBenchmark {

    private static final int ROWS = 490_364;

    /** Whether rows have a solution, which is then judged as the gold answer. The published data set has none. */
    @Param({"absent", "present"})
    public String solution = "absent";

    private Path folder = Path.of("");

    @Setup
    public void generate() throws IOException, SQLException {
        folder = Files.createTempDirectory("ingest-benchmark");
        CountdownFamily family = new CountdownFamily();
        TaskGenerator generator = family.generator().orElseThrow();
        Options options = Options.of(generator.options(), Map.of());
        try (DuckDBConnection connection =
                DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class)) {
            execute(connection, "CREATE TABLE rows (target BIGINT, nums BIGINT[], solution VARCHAR)");
            try (DuckDBAppender appender = connection.createAppender("rows");
                    Stream<ObjectNode> rows = generator.generate(1, options)) {
                Iterator<ObjectNode> each = rows.limit(ROWS).iterator();
                while (each.hasNext()) {
                    append(appender, each.next());
                }
            }
            String columns = solution.equals("present") ? "*" : "target, nums";
            execute(connection, "COPY (SELECT %s FROM rows) TO '%s'".formatted(columns, file()));
        }
    }

    @Benchmark
    public DatasetProfile ingest() {
        var request = DatasetRequest.of(file(), new CountdownFamily(), Split.seeded(42));
        DatasetProfile profile = DatasetIngestion.ingest(request, folder.resolve("out"), IngestListener.SILENT);
        if (profile.rowsRead() != ROWS || !profile.rejects().isEmpty()) {
            throw new IllegalStateException("not the data set that was generated: " + profile);
        }
        return profile;
    }

    @TearDown
    public void remove() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path file() {
        return folder.resolve("countdown.parquet");
    }

    private static void append(DuckDBAppender appender, ObjectNode row) throws SQLException {
        List<Long> numbers = StreamSupport.stream(row.get("nums").spliterator(), false)
                .map(number -> number.longValue())
                .toList();
        appender.beginRow()
                .append(row.get("target").longValue())
                .append(numbers)
                .append(row.get("solution").textValue())
                .endRow();
    }

    private static void execute(DuckDBConnection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
