package org.ringdown.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the spool's files are; tests fill it up. */
interface Disk {
    /** The file system of this machine. */
    Disk REAL = Disk::write;

    /** Adds whole lines to the end of a file, which need not be there yet: all of them or none. */
    void append(Path file, byte[] lines) throws IOException;

    private static void write(Path file, byte[] lines) throws IOException {
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                channel.position(end);
                if (isWithinALine(channel, end)) all(channel, new byte[] {'\n'});
                all(channel, lines);
                channel.force(false);
            } catch (IOException full) {
                channel.truncate(end);
                throw full;
            }
        }
    }

    /** A power failure may have left half a line. */
    private static boolean isWithinALine(FileChannel channel, long end) throws IOException {
        if (end == 0) return false;
        var last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        return last.get(0) != '\n';
    }

    private static void all(FileChannel channel, byte[] bytes) throws IOException {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) channel.write(left);
    }
}
