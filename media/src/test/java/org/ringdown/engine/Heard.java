package org.ringdown.engine;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ringdown.media.MediaListener;

/** What the gateway would be told of a leg, in order. */
final class Heard implements MediaListener {
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final CompletableFuture<InetSocketAddress> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private final CompletableFuture<String> failed = new CompletableFuture<>();

    List<String> news() {
        return news;
    }

    CompletableFuture<InetSocketAddress> opened() {
        return opened;
    }

    CompletableFuture<Void> connectedOnce() {
        return connected;
    }

    CompletableFuture<Void> lostOnce() {
        return lost;
    }

    CompletableFuture<String> failedOnce() {
        return failed;
    }

    @Override
    public void opened(InetSocketAddress local) {
        news.add("opened");
        opened.complete(local);
    }

    @Override
    public void failed(String why) {
        news.add("failed: " + why);
        failed.complete(why);
    }

    @Override
    public void connected() {
        news.add("connected");
        connected.complete(null);
    }

    @Override
    public void lost() {
        news.add("lost");
        lost.complete(null);
    }

    @Override
    public void key(char key) {
        news.add("key " + key);
    }
}
