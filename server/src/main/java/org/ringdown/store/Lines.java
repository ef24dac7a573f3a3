package org.ringdown.store;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The whole lines of a file from a position on. A line without an end is still being written; one that is too long reads as an empty one. */
final class Lines implements Closeable {
    static final int LONGEST = 256 * 1024;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();
    private long position;

    private Lines(FileChannel file, long position) throws IOException {
        this.file = file.position(position);
        this.position = position;
    }

    static Lines of(Path file, long position) throws IOException {
        return new Lines(FileChannel.open(file, StandardOpenOption.READ), position);
    }

    /** After the last line that was given out. */
    long position() {
        return position;
    }

    /** Empty at the end. */
    Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream();
        long length = 0;
        while (true) {
            if (!buffer.hasRemaining() && !fill()) return Optional.empty();
            byte next = buffer.get();
            length++;
            if (next == '\n') {
                position += length;
                return Optional.of(length > LONGEST ? "" : line.toString(StandardCharsets.UTF_8));
            }
            if (length <= LONGEST) line.write(next);
        }
    }

    private boolean fill() throws IOException {
        int read = file.read(buffer.clear());
        buffer.flip();
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
