package org.ringdown.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that each DAO is tested with: an H2 in memory, and a real PostgreSQL that lives as long as the tests. */
enum Databases {
    H2 {
        @Override
        Database.Place empty() {
            return Database.Place.h2("mem:test" + COUNT.incrementAndGet());
        }
    },
    POSTGRESQL {
        @Override
        Database.Place empty() {
            var name = "test" + COUNT.incrementAndGet();
            try (var connection = Postgres.SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Postgres.place(Postgres.SERVER, name);
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A new one without tables. */
    abstract Database.Place empty();

    static List<Databases> all() {
        return List.of(values());
    }

    /** Started when it is first needed. */
    static final class Postgres {
        static final EmbeddedPostgres SERVER = started(EmbeddedPostgres.builder());

        private Postgres() {}

        /** One of its own, whose data outlives it. */
        static EmbeddedPostgres start(int port, Path data) {
            return started(
                    EmbeddedPostgres.builder()
                            .setPort(port)
                            .setDataDirectory(data)
                            .setCleanDataDirectory(false));
        }

        private static EmbeddedPostgres started(EmbeddedPostgres.Builder builder) {
            try {
                return builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static int freePort() {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Where one of that port is, or will be. */
        static Database.Place at(int port) {
            return Database.Place.postgres(
                    "jdbc:postgresql://localhost:" + port + "/postgres",
                    Optional.of("postgres"),
                    Optional.empty());
        }

        static Database.Place place(EmbeddedPostgres server, String database) {
            return Database.Place.postgres(
                    server.getJdbcUrl("postgres", database),
                    Optional.of("postgres"),
                    Optional.empty());
        }
    }
}
