package dev.r3.activities.table;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * An embedded DuckDB. Its memory is bounded and outside the Java heap; beyond the bound
 * it spills to a folder. It never loads an extension from elsewhere. Results are streamed: one open result a connection.
 */
public final class Database implements AutoCloseable {

    private static final String MEMORY_LIMIT = "512MB";
    private static final String THREADS = "2";

    private final DuckDBConnection connection;

    private Database(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** @param spillFolder made when it is first needed */
    public static Database open(Path spillFolder) throws SQLException {
        return openWith(spillFolder.toAbsolutePath().toString());
    }

    /** A database to read files with; a query that needs more than the memory limit fails. */
    public static Database openWithoutSpill() throws SQLException {
        return openWith("");
    }

    private static Database openWith(String spillFolder) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("jdbc_stream_results", "true");
        settings.setProperty("memory_limit", MEMORY_LIMIT);
        settings.setProperty("temp_directory", spillFolder);
        settings.setProperty("threads", THREADS);
        settings.setProperty("preserve_insertion_order", "true");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        return new Database(
                DriverManager.getConnection("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class));
    }

    public DuckDBConnection connection() {
        return connection;
    }

    /** Another connection to this database, e.g. to read a file while tasks are added. */
    public DuckDBConnection connect() throws SQLException {
        return connection.duplicate();
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public DuckDBAppender appender(String table) throws SQLException {
        return connection.createAppender(table);
    }

    /** What is made of each row of a result. */
    public interface RowAction {
        void accept(ResultSet row) throws SQLException;
    }

    public void forEach(String query, RowAction action) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                action.accept(rows);
            }
        }
    }

    /** The one number that a query gives. */
    public long count(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw new IllegalStateException("no row from: " + query);
            }
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
