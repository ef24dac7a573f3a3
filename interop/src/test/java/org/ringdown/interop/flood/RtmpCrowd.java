package org.ringdown.interop.flood;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Many clients at an RTMP port, from some addresses of this machine, a thread each. */
public final class RtmpCrowd {
    private static final int ADDRESSES = 10;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CHUNK = 4096;

    private final int port;
    private final AtomicInteger turn = new AtomicInteger();

    public RtmpCrowd(int port) {
        this.port = port;
    }

    /** What one of them does. */
    public interface Visit<T> {
        T make(Socket socket) throws IOException;
    }

    /** So many of them at once; what each has come to. */
    public <T> List<T> at(int once, int count, Visit<T> visit)
            throws InterruptedException, ExecutionException {
        var room = new Semaphore(once);
        var all = new ArrayList<Future<T>>();
        for (int i = 0; i < count; i++) {
            room.acquire();
            all.add(
                    begin(() -> {
                        try (var socket = connect()) {
                            return visit.make(socket);
                        } finally {
                            room.release();
                        }
                    }));
        }
        var come = new ArrayList<T>();
        for (var one : all) come.add(one.get());
        return come;
    }

    private static <T> Future<T> begin(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        int address = 2 + turn.getAndIncrement() % ADDRESSES;
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + address), 0));
        socket.setReceiveBufferSize(CHUNK);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Says this, and then waits for the end. */
    public static Duration outlived(Socket socket, byte[] says) throws IOException {
        long began = System.nanoTime();
        try {
            socket.getOutputStream().write(says);
            while (socket.getInputStream().read(new byte[CHUNK]) >= 0) {}
        } catch (SocketTimeoutException stillOpen) {
            throw stillOpen;
        } catch (IOException reset) {
            // closed it is
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Says this and goes, whatever comes of it. */
    public static boolean passesBy(Socket socket, byte[] says) throws IOException {
        try {
            socket.getOutputStream().write(says);
            socket.shutdownOutput();
            while (socket.getInputStream().read(new byte[CHUNK]) >= 0) {}
        } catch (SocketTimeoutException stillOpen) {
            throw stillOpen;
        } catch (IOException reset) {
            return false;
        }
        return true;
    }

    /** Says this a byte at a time; whether it is answered with {@code words}. */
    public static boolean spells(Socket socket, byte[] says, String words) throws IOException {
        for (byte letter : says) socket.getOutputStream().write(letter);
        var heard = new ByteArrayOutputStream();
        var piece = new byte[CHUNK];
        while (!heard.toString(StandardCharsets.ISO_8859_1).contains(words)) {
            int size = socket.getInputStream().read(piece);
            if (size < 0) return false;
            heard.write(piece, 0, size);
        }
        return true;
    }

    /** Says one thing, then the other without end, and reads nothing: how long it can. */
    public static Duration pours(Socket socket, byte[] first, byte[] then) {
        long began = System.nanoTime();
        try {
            socket.getOutputStream().write(first);
            while (true) socket.getOutputStream().write(then);
        } catch (IOException closed) {
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }
}
