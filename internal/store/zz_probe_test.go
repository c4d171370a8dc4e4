package store
import ("testing";"time";"os";"strconv";"context"
"regimen/internal/anatomy";"regimen/internal/clinic";"regimen/internal/demo";"regimen/resources";"syscall")
func cpu() time.Duration { var r syscall.Rusage; syscall.Getrusage(0,&r); return time.Duration(r.Utime.Nano()+r.Stime.Nano()) }
func TestZZProbe(t *testing.T) {
 n,_ := strconv.Atoi(os.Getenv("N"))
 at,_ := anatomy.Load(resources.Anatomy); cat,_ := clinic.LoadCatalogue(resources.Catalogue)
 var batches [][]clinic.Record; k:=0
 for b := range demo.Large(time.Now(), cat, at.Label, n, n*10) { batches=append(batches,b); k+=len(b) }
 s := openTest(t)
 st:=time.Now(); c0:=cpu()
 for _,b := range batches { if _,err := s.Load(context.Background(),"x",b); err!=nil {t.Fatal(err)} }
 t.Log(k,"records", time.Since(st), "cpu", cpu()-c0)
 fi,_:=os.Stat(s.file); t.Log(fi.Size()>>20,"MB")
}
