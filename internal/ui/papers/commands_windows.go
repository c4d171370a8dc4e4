package papers

import (
	"errors"
	"runtime"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/sys/windows"
)

// ShowFile hands a file to the viewer of the operating system. The error is a part of a sentence: why the file was
// not opened.
func ShowFile(file string) error {
	return shell("", file, lang.L("this computer has no program that opens it"))
}

// PrintFile hands a file to the program that prints files of its kind. It returns when that program has begun. The
// error is a part of a sentence: why the file was not printed.
func PrintFile(file string) error {
	return shell("print", file, lang.L("the program that opens PDF files on this computer, such as Edge, does not print them for others"))
}

// shell asks the Windows shell to do what the verb says with a file, or what it does when the file is opened. none is
// the error where no program has that verb.
func shell(verb, file, none string) error {
	// The shell may hand the file over through COM, which belongs to a thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE) == nil {
		defer windows.CoUninitialize()
	}
	var do *uint16
	if verb != "" {
		v, err := windows.UTF16PtrFromString(verb)
		if err != nil {
			return err
		}
		do = v
	}
	path, err := windows.UTF16PtrFromString(file)
	if err != nil {
		return err
	}
	err = windows.ShellExecute(0, do, path, nil, nil, windows.SW_SHOWNORMAL)
	if errors.Is(err, windows.ERROR_NO_ASSOCIATION) {
		return errors.New(none)
	}
	return err
}
