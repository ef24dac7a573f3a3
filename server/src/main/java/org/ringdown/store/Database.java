package org.ringdown.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** An open database with today's tables: a pool of connections, PostgreSQL's or of the embedded H2. */
final class Database implements AutoCloseable {
    static final int CONNECTIONS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool, Jdbi jdbi) {
        this.pool = pool;
        this.jdbi = jdbi;
    }

    /**
     * Where a database is.
     *
     * @param json the type of its columns that hold JSON
     */
    record Place(String url, Optional<String> username, Optional<String> password, String json) {
        static Place postgres(String url, Optional<String> username, Optional<String> password) {
            return new Place(url, username, password, "json");
        }

        /** In the mode in which it understands what PostgreSQL does; what is committed survives the process. */
        static Place embedded(Path file) {
            return h2("file:" + file.toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        }

        static Place h2(String where) {
            return new Place(
                    "jdbc:h2:"
                            + where
                            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                    Optional.of("ringdown"),
                    Optional.of(""),
                    "text");
        }
    }

    /** Throws a RuntimeException where it cannot be reached, or its tables not be made. */
    static Database open(Place place) {
        return open(place, PATIENCE);
    }

    /** @param patience with a database that does not answer */
    static Database open(Place place, Duration patience) {
        var pool = new HikariDataSource(settings(place, patience));
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:org/ringdown/store")
                    .table("ringdown_schema")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholders(Map.of("json", place.json()))
                    .load()
                    .migrate();
            var jdbi = Jdbi.create(pool);
            jdbi.define("json", place.json());
            return new Database(pool, jdbi);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariConfig settings(Place place, Duration patience) {
        var settings = new HikariConfig();
        settings.setPoolName("store");
        settings.setJdbcUrl(place.url());
        place.username().ifPresent(settings::setUsername);
        place.password().ifPresent(settings::setPassword);
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(patience.toMillis());
        settings.setInitializationFailTimeout(patience.toMillis());
        if (place.url().startsWith("jdbc:postgresql:")) {
            // One whose network is gone says nothing, not even that.
            settings.addDataSourceProperty("socketTimeout", SILENCE.toSeconds());
            settings.addDataSourceProperty("tcpKeepAlive", true);
        }
        return settings;
    }

    Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        pool.close();
    }
}
