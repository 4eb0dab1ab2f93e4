/* Makes every flush of a preloaded process take longer: KUTUK_FLUSH_MICROSECONDS more. Benchmarks only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void wait_more(void)
{
    const char *text = getenv("KUTUK_FLUSH_MICROSECONDS");
    long micros = text ? atol(text) : 0;
    struct timespec rest = {micros / 1000000, (micros % 1000000) * 1000};
    while (nanosleep(&rest, &rest) != 0)
        ;
}

int fsync(int fd)
{
    static int (*real)(int);
    if (!real)
        real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    wait_more();
    return real(fd);
}

int fdatasync(int fd)
{
    static int (*real)(int);
    if (!real)
        real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    wait_more();
    return real(fd);
}

int sync_file_range(int fd, off64_t offset, off64_t count, unsigned int flags)
{
    static int (*real)(int, off64_t, off64_t, unsigned int);
    if (!real)
        real = (int (*)(int, off64_t, off64_t, unsigned int))dlsym(RTLD_NEXT, "sync_file_range");
    wait_more();
    return real(fd, offset, count, flags);
}
