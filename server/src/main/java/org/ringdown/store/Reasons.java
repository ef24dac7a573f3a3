package org.ringdown.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;

/** Why something failed, in a few words for a line of the log. */
final class Reasons {
    private static final int DEEPEST = 10;

    private Reasons() {}

    /** The exceptions of the file system say little but the path; their kind says what is wrong. */
    static String of(Throwable e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _, FileAlreadyExistsException _ -> "it is not a folder";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : firstLine(e);
        };
    }

    /** Of a failure somewhere within the libraries, what the database's own driver said. */
    static String ofDatabase(Throwable e) {
        var said = e;
        var cause = e;
        for (int depth = 0; depth < DEEPEST && cause != null; depth++) {
            if (cause instanceof SQLException) said = cause;
            cause = cause.getCause();
        }
        return of(said);
    }

    private static String firstLine(Throwable e) {
        return e.getMessage().lines().findFirst().orElse("");
    }
}
