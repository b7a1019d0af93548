package dev.r3.activities.dataset;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/** A DuckDB of one ingestion: bounded memory, spilling into a scratch folder, nothing fetched from anywhere. */
record Database(DuckDBConnection connection) implements AutoCloseable {

    static Database open(Path scratch) throws SQLException {
        Properties properties = new Properties();
        // Rows come as they are asked for instead of all at once.
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("memory_limit", "1GB");
        properties.setProperty("threads", "2");
        properties.setProperty("temp_directory", scratch.resolve("duckdb").toString());
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        return new Database(
                DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class));
    }

    /** Another connection to the same data, for reading while this one writes. */
    Connection duplicate() throws SQLException {
        return connection.duplicate();
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
