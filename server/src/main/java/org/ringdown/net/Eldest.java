package org.ringdown.net;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was put in first when there is no room. */
final class Eldest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    Eldest(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
