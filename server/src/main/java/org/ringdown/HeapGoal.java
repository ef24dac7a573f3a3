package org.ringdown;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;

/**
 * Has the collector clean up before it takes more memory for garbage than a gateway needs; what is alive may need more, and gets it.
 *
 * <p>Not among the flags of the JVM, which refuses to start where its heap is smaller than this goal.
 */
final class HeapGoal {
    static final long GOAL = 256L << 20;

    private static final String OPTION = "SoftMaxHeapSize";

    private HeapGoal() {}

    /** Sets it, unless whoever started the JVM has, or the heap cannot grow beyond it anyway. */
    static void set() {
        boolean theirs = option().getOrigin() == VMOption.Origin.VM_CREATION;
        if (!theirs && Runtime.getRuntime().maxMemory() > GOAL)
            machine().setVMOption(OPTION, Long.toString(GOAL));
    }

    /** In bytes. */
    static String now() {
        return option().getValue();
    }

    private static VMOption option() {
        return machine().getVMOption(OPTION);
    }

    private static HotSpotDiagnosticMXBean machine() {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    }
}
