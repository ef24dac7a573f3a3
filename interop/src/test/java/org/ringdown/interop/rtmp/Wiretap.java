package org.ringdown.interop.rtmp;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Stands before a TCP port, passes on what is said either way, and keeps it in a file as a network analyser would have seen it (libpcap 2.4, packets
 * of IPv4).
 *
 * <p>Addresses are made up; ports are those of the client and of the port that is listened to.
 */
public final class Wiretap implements AutoCloseable {
    private static final int CLIENT = 0x0a00_0001;
    private static final int SERVER = 0x0a00_0002;
    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final int PUSH = 8;
    private static final int IP_AND_TCP = 40;
    private static final int PIECE = 1400;
    private static final int RAW_IPV4 = 228; // LINKTYPE_IPV4

    private final ServerSocket server;
    private final int target;
    private final DataOutputStream file;
    private final Path path;

    private Wiretap(ServerSocket server, int target, DataOutputStream file, Path path) {
        this.server = server;
        this.target = target;
        this.file = file;
        this.path = path;
    }

    /** Before a port of this machine. */
    public static Wiretap before(int port, Path path) {
        try {
            Files.createDirectories(path.getParent());
            var file = new DataOutputStream(Files.newOutputStream(path));
            file.writeInt(0xa1b2c3d4);
            file.writeInt(0x0002_0004);
            file.writeLong(0);
            file.writeInt(65_535);
            file.writeInt(RAW_IPV4);
            var server = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
            var tap = new Wiretap(server, port, file, path);
            Thread.startVirtualThread(tap::accept);
            return tap;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What was seen so far; what comes meanwhile would end it within a packet. */
    public synchronized Path file() {
        try {
            file.flush();
            var seen = path.resolveSibling("seen-" + path.getFileName());
            return Files.copy(path, seen, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                var behind = new Socket();
                behind.connect(new InetSocketAddress("127.0.0.1", target));
                new Conversation(client, behind).begin();
            }
        } catch (IOException closed) {
            // that is how this ends
        }
    }

    /** A connection; each side's next byte has a number. */
    private final class Conversation {
        private final Socket client;
        private final Socket behind;
        private int sent = 1000;
        private int answered = 2000;

        Conversation(Socket client, Socket behind) {
            this.client = client;
            this.behind = behind;
        }

        void begin() throws IOException {
            packet(true, SYN, new byte[0], 0);
            sent++;
            packet(false, SYN | ACK, new byte[0], 0);
            answered++;
            packet(true, ACK, new byte[0], 0);
            Thread.startVirtualThread(() -> pass(client, behind, true));
            Thread.startVirtualThread(() -> pass(behind, client, false));
        }

        private void pass(Socket from, Socket to, boolean asks) {
            var piece = new byte[PIECE];
            try (from;
                    to) {
                var in = from.getInputStream();
                for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
                    packet(asks, PUSH | ACK, piece, size);
                    to.getOutputStream().write(piece, 0, size);
                }
            } catch (IOException gone) {
                // so is the other
            }
        }

        private void packet(boolean asks, int flags, byte[] bytes, int size) throws IOException {
            synchronized (Wiretap.this) {
                var packet = ByteBuffer.allocate(IP_AND_TCP + size);
                packet.putShort((short) 0x4500).putShort((short) (IP_AND_TCP + size)).putInt(0);
                packet.put((byte) 64).put((byte) 6).putShort((short) 0);
                packet.putInt(asks ? CLIENT : SERVER).putInt(asks ? SERVER : CLIENT);
                packet.putShort((short) (asks ? client.getPort() : port()));
                packet.putShort((short) (asks ? port() : client.getPort()));
                packet.putInt(asks ? sent : answered);
                packet.putInt((flags & ACK) == 0 ? 0 : asks ? answered : sent);
                packet.putShort((short) (0x5000 | flags)).putShort((short) 0xffff).putInt(0);
                packet.put(bytes, 0, size);
                write(packet.array());
                if (asks) sent += size;
                else answered += size;
            }
        }
    }

    private void write(byte[] packet) throws IOException {
        long micros = System.currentTimeMillis() * 1000;
        file.writeInt((int) (micros / 1_000_000));
        file.writeInt((int) (micros % 1_000_000));
        file.writeInt(packet.length);
        file.writeInt(packet.length);
        file.write(packet);
    }

    @Override
    public void close() {
        try {
            server.close();
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
